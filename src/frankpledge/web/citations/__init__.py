"""What rests on what: neutral links between things of any app, to be followed both ways."""
