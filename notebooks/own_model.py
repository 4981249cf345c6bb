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
# # Bring your own model
#
# A feature of your own, written as SQL with `$as_of`, is tested for leaks mechanically; a model of your own
# is then trained at past days and set beside the champion. Without a published night, simulated customers
# stand in.
#
# 自带模型：自写特征先做泄漏检验，再在历史时点与现任模型同台比较。

# %%
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

import regulars
from models.btyd import BetaGeo
from models.btyd.simulate import simulate_histories
from regulars.trial import COLUMNS, Leak, backtest, compare, leaking_columns, own_features
from warehouse.errors import ConfigurationError
from warehouse.snapshots import NothingPublished

try:
    night = regulars.open("latest")
except (ConfigurationError, NothingPublished):
    night = None

# %% [markdown]
# ## A feature, and the leak test / 特征与泄漏检验
# The query may read orders, returns, tickets, contacts and purchase days. It is run twice, the second time
# after everything from the day on was deleted: both must agree. Orders are valued as of the day: what was
# paid back later is not taken off yet.

# %%
FEATURE = """
select customer_id, count(*) as days_60, max(amount) as biggest
from mart.purchase_days
where ordered_on < $as_of and days_between(ordered_on, $as_of) <= 60
group by customer_id
"""
LEAKY = """
select customer_id, count(*) as days
from mart.purchase_days
where $as_of is not null
group by customer_id
"""
if night is not None:
    past = pd.Timestamp(night.as_of).date() - pd.Timedelta(days=120)
    print("leaks of the honest feature:", leaking_columns(night, FEATURE, past))
    try:
        own_features(night, LEAKY, past)
    except Leak as leak:
        print("refused:", leak)

# %% [markdown]
# ## Your model beside the champion / 与现任模型比较
# `lower` and `upper` hold the lead of yours with 95 %: it deserves promotion where `lower` is above zero.

# %%
mine = HistGradientBoostingClassifier(max_iter=60, random_state=1)
if night is not None:
    results = backtest(night, mine, FEATURE)
else:
    truth, inputs = {"r": 0.9, "alpha": 45.0, "a": 0.8, "b": 4.0}, ["frequency", "recency", "T"]
    learn, *days = (simulate_histories(3000, truth, 500.0, seed, later=90.0) for seed in range(4))
    mine.fit(learn[inputs], learn["held_out"] == 0)
    champion = BetaGeo().fit(learn)
    rows = [
        (day, *row)
        for day, frame in enumerate(days)
        for row in compare(
            (frame["held_out"] == 0).to_numpy(float),
            mine.predict_proba(frame[inputs])[:, 1],
            1 - champion.probability_of_order(frame, 90),
        )
    ]
    results = pd.DataFrame(rows, columns=COLUMNS)
results.set_index(["metric", "origin"])

# %% [markdown]
# ## Three pictures / 三张图

# %%
for metric, title in (
    ("auc", "Ranking (AUC), higher is better"),
    ("brier", "Squared error, lower is better"),
):
    shown = results[results["metric"] == metric].set_index("origin")[["yours", "champion"]]
    shown.plot.bar(title=title, figsize=(7, 3), ylim=(0.8 * shown.to_numpy().min(), None))
    plt.show()

# %%
leads = results[results["metric"] == "auc"]
middle = (leads["lower"] + leads["upper"]) / 2
plt.figure(figsize=(7, 3))
plt.errorbar(middle, range(len(leads)), xerr=(leads["upper"] - leads["lower"]) / 2, fmt="o")
plt.axvline(0, color="grey", linestyle="--")
plt.yticks(range(len(leads)), [str(origin)[:10] for origin in leads["origin"]])
plt.title("Lead of your model in AUC, 95 % / 领先幅度")
plt.show()
