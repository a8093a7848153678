"""What the partnership has chosen to work on."""
