# On Windows: make.bat
PYTHON ?= python3
VENV_PYTHON = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo test clean

help:
	@echo 'make demo    tạo .venv, soạn các văn bản mẫu vào output/ (make the sample documents)'
	@echo 'make test    tạo .venv, chạy ruff, mypy và toàn bộ kiểm thử (run linters and tests)'
	@echo 'make clean   xóa .venv, bản dựng và bộ nhớ đệm; output/ giữ nguyên (output/ is kept)'

demo:
	@$(PYTHON) .ci/bootstrap.py preview
	@$(VENV_PYTHON) .ci/demo.py

test:
	@$(PYTHON) .ci/bootstrap.py dev
	@$(VENV_PYTHON) .ci/test.py

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov
	find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +
