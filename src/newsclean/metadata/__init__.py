"""What is known of an article besides its body: read from its text, merged from what the cut texts knew."""
