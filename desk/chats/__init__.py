"""Chats of people who write from elsewhere (Telegram): who they are to us, and what waits."""
