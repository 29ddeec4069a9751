"""What the person may ask about their own record, and how long it is kept."""
