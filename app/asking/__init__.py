"""What is asked, and how an answer is read: the same for a person and for whoever enters the answers of another."""
