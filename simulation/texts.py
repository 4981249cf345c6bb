"""What people write to the service desk, in two languages; {product}, {day} and {order} are filled in."""

COMPLAINTS_ZH = (
    ("物流太慢", "你好，我{day}下的单（{order}），到现在还没有收到，催了三次都没人回复。太失望了！"),
    ("商品破损", "收到的{product}是碎的，包装也湿了。\n要求退款，不然就去投诉。"),
    ("质量不如以前", "老顾客了，这次的{product}味道完全不一样，是不是换了供应商？以后不会再买了。"),
    ("退款迟迟不到账", "订单{order}退货已经两周，钱还没退，客服一直说“在处理”。"),
    ("发错货", "我买的是{product}，寄来的是别的东西，态度还很差。"),
    ("价格问题", "刚买完{product}第二天就降价，要求退差价被拒绝，很不满意"),
)
COMPLAINTS_EN = (
    (
        "Still not delivered",
        "Hello, I ordered on {day} ({order}) and it still has not arrived. I wrote three times.",
    ),
    (
        "Arrived broken",
        'The {product} came in pieces and the box was wet.\nI want my money back, not a "voucher".',
    ),
    (
        "Not what it used to be",
        "Long-time customer here; this {product} tastes nothing like before. Very disappointed.",
    ),
    ("Refund missing", "Order {order} went back two weeks ago, no refund so far. This is not acceptable."),
    ("Wrong item", "I paid for {product}, you sent something else, and the hotline was rude."),
    ("Overcharged", "You charged me twice for {order}! Please fix this today, or I am gone."),
)
QUESTIONS_ZH = (
    ("怎么冲泡", "请问{product}用多少度的水？谢谢"),
    ("发票", "订单{order}可以开公司发票吗？"),
    ("什么时候有货", "{product}什么时候补货？"),
    ("修改地址", "{day}的订单想改一下收货地址，麻烦了。"),
)
QUESTIONS_EN = (
    ("How to brew", "How hot should the water be for {product}? Thanks!"),
    ("Invoice", "Could I have an invoice for {order}, please?"),
    ("Back in stock?", "When will {product} be available again?"),
    ("Change of address", "I would like to change the address of my order of {day}, please."),
)
PRAISE_ZH = (("很满意", "{product}很好喝，包装也漂亮，会推荐给朋友！"),)
PRAISE_EN = (("Lovely", "The {product} is wonderful, thank you. Will order again."),)
