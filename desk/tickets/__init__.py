"""Tickets: tables, store, outbox, deadlines, retention. No HTTP, no Rasa, no words for people."""
