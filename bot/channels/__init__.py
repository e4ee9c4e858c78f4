"""How people reach the assistant. Channels translate and check; they decide nothing."""
