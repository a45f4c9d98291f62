"""The body in other formats: Markdown and HTML, both made of the same pieces."""
