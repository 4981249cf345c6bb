# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Churn, from a training frame to reasons
#
# Features as of a past day, labels that have ripened since, the classifier of `models.churn`, and whether its
# promises came at a later day. Without a published night, simulated customers of known parameters stand in.
#
# 流失分析：历史时点特征、成熟标签、分类器与事后检验。

# %%
import datetime as dt

import matplotlib.pyplot as plt
import pandas as pd

import regulars
from models.btyd.simulate import simulate_histories
from models.churn import ChurnClassifier
from models.metrics import bins
from models.propensity import FEATURES
from warehouse.errors import ConfigurationError
from warehouse.snapshots import NothingPublished

DAYS = 90

try:
    night = regulars.open("latest")
    learn, later = (
        night.training_frame(night.as_of - dt.timedelta(days=back), DAYS) for back in (2 * DAYS + 7, DAYS)
    )
    inputs, label = FEATURES, "churned"
except (ConfigurationError, NothingPublished):
    truth = {"r": 0.9, "alpha": 45.0, "a": 0.8, "b": 4.0}
    learn, later = (
        frame.assign(silence=frame["T"] - frame["recency"], churned=(frame["held_out"] == 0).astype(int))
        for frame in (simulate_histories(2500, truth, 400.0, seed, later=DAYS) for seed in (1, 2))
    )
    inputs, label = ["frequency", "recency", "silence"], "churned"
learn[[*inputs, label]].describe().round(2)

# %% [markdown]
# ## Fit, and look at a later day / 拟合并检验

# %%
model = ChurnClassifier().fit(learn[inputs], learn[label])
risk = model.predict_proba(later[inputs])[:, 1]
tenths = pd.DataFrame({"promised": risk, "came": later[label]}).groupby(bins(risk)).mean()
tenths.round(3)

# %%
plt.figure(figsize=(5, 4))
plt.plot(tenths["promised"], tenths["came"], marker="o")
plt.axline((0, 0), slope=1, color="grey", linestyle="--")
plt.title("Calibration by tenths of risk / 校准")
plt.show()

# %%
order = risk.argsort()[::-1]
found = later[label].to_numpy()[order].cumsum() / later[label].sum()
plt.figure(figsize=(5, 4))
plt.plot([(position + 1) / len(found) for position in range(len(found))], found)
plt.axline((0, 0), slope=1, color="grey", linestyle="--")
plt.title("Leavers found among the riskiest / 累计捕获率")
plt.show()

# %% [markdown]
# ## Why / 原因
# What moves each customer's log odds away from the middle; the contributions sum to the score.

# %%
contributions = model.contributions(later[inputs])
contributions.abs().mean().sort_values().tail(8).plot.barh(figsize=(6, 3), title="Mean effect / 平均影响")
plt.show()
