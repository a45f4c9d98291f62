"""What a person looks at: views of an article for the terminal, and the words that filters say of themselves."""
