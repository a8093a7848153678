"""What leaves the workspace on purpose: shown before it goes, encrypted, recorded, and gone after a day."""
