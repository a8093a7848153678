"""Who was asked, heard and told: the register, meetings, neighbourhood priorities, lived experience."""
