"""Lists of actions as they are kept today, in Word, Excel and CSV: read without guessing."""
