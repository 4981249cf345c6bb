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
# # Segments by what customers will do
#
# Segments of the past (recency, frequency) beside what the models expect: how large each is, what it will
# bring, and how sure that is. Without a published night, simulated customers of known parameters stand in.
#
# 客群分析：各客群的规模、预计价值与不确定性。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import regulars
from models.btyd import ModifiedBetaGeo
from models.btyd.intervals import predict_interval, predict_quantile
from models.btyd.simulate import simulate_histories
from warehouse.errors import ConfigurationError
from warehouse.snapshots import NothingPublished

try:
    histories = regulars.open("latest").histories()
except (ConfigurationError, NothingPublished):
    ages = np.random.default_rng(1).integers(30, 700, 4000).astype(float)
    histories = simulate_histories(4000, {"r": 0.9, "alpha": 45.0, "a": 0.8, "b": 4.0}, ages, seed=1)

# %% [markdown]
# ## Who is still there / 谁还在

# %%
model = ModifiedBetaGeo().fit(histories)
model.diagnose()

# %%
people = histories.assign(
    alive=model.probability_alive(histories),
    expected=model.predict(histories, 90),
    median=predict_quantile(model, histories, 90, seed=1),
    upper=predict_interval(model, histories, 90, seed=1)[1],
)
bought = pd.cut(people["frequency"] + 1, [0, 1, 3, 7, np.inf], labels=["1", "2–3", "4–7", "8+"])
silence = (people["T"] - people["recency"]).rank(pct=True)
lately = pd.cut(silence, [0, 0.25, 0.5, 0.75, 1], labels=["latest", "late", "early", "longest ago"])
table = people.groupby([bought, lately], observed=True)[["alive", "expected", "median", "upper"]].mean()
table.assign(customers=people.groupby([bought, lately], observed=True).size()).round(2)

# %%
for column, title in (("alive", "Probability of still being a customer"), ("expected", "Orders in 90 days")):
    table[column].unstack().plot.bar(figsize=(8, 3.5), title=title, xlabel="Orders so far")
    plt.show()

# %% [markdown]
# ## Few bring most / 少数客户贡献多数订单

# %%
ordered = np.sort(people["expected"])[::-1]
share = np.cumsum(ordered) / ordered.sum()
plt.figure(figsize=(7, 3.5))
plt.plot(np.linspace(0, 1, len(share)), share)
plt.plot([0, 1], [0, 1], color="grey", linestyle="--")
plt.title("Expected orders held by the best customers / 订单集中度")
plt.show()
