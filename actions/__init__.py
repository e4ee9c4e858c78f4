"""What the bot does in a turn: action classes only (rasa_sdk imports every module here)."""
