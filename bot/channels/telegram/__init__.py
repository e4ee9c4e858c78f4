"""The employers' channel: what comes from Telegram, and how answers look there."""
