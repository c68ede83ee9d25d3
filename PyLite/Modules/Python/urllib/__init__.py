"""Parts: parse."""
