"""One function per mutation of what people say about the pictures; nothing else assigns an object's state."""
