"""The model of leaving that predicts tonight: the champion, or a challenger that passed the gate."""

import datetime as dt
import hashlib
import importlib.metadata
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from models import drift
from models.churn import ChurnModel, train_churn
from models.churn.rehearsal import Rehearsal, rehearsal
from models.churn_window import ChurnWindow
from models.gate import Verdict, compare, scores
from models.propensity import Recipe
from models.saved import dumps, loads
from models.track_record import calibration_error
from models.value_parameters import Parameters
from warehouse import Warehouse
from warehouse.registry import Card, Registry
from warehouse.workspace import Workspace
