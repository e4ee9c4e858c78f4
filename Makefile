.DEFAULT_GOAL := help
PYTHON ?= python3

.PHONY: help setup run test lint bench soak

help:           ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/ -/'

setup:          ## make everything ready: environment, encoder, knowledge release, model
	@$(PYTHON) bot/bootstrap.py

run: setup      ## start all processes; Ctrl-C stops them
	@.venv/bin/lotse up

test: setup     ## run all tests
	@.venv/bin/lotse check
	@.venv/bin/python -m pytest

lint: setup     ## style and types
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

bench: setup    ## speed and size of a turn and of the chat
	@.venv/bin/lotse bench turn
	@.venv/bin/lotse bench widget

soak: setup     ## the long figures at full size
	@.venv/bin/lotse bench turn --seconds 600
	@.venv/bin/lotse bench kill --count 200
	@.venv/bin/lotse bench telegram
	@.venv/bin/lotse bench load --count 200 --seconds 600
