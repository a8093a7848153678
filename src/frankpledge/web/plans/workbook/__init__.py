"""The actions of a plan as a workbook: taken away, changed in Excel, and brought back."""
