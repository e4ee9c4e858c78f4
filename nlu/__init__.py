"""Understanding a message: Rasa graph components, one step each. No words for people."""
