"""Who is leaving: a classifier for any frame, and the nightly models of leaving and of coming back."""

from models.churn.classifier import ChurnClassifier
from models.churn.leaks import LeakError
from models.churn.model import ChurnModel, train_churn

__all__ = ["ChurnClassifier", "ChurnModel", "LeakError", "train_churn"]
