"""The assistant: domain, rules, responses, channels, command line and launcher."""
