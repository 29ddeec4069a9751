"""What the last weeks came to, in numbers from which nobody is recognised."""
