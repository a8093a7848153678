"""What residents are asked, how they answer, and what the answers say."""
