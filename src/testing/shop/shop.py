# The functions of a small shop: what an agent may do in it. A function that raises has changed nothing.
def _one(world, sql, *values):
    row = world.db.execute(sql, values).fetchone()
    if row is None:
        raise ValueError("not found")
    return dict(row)


def _all(world, sql, *values):
    return [dict(row) for row in world.db.execute(sql, values)]


def _open(world, order):
    if _one(world, "SELECT status FROM orders WHERE id = ?", order)["status"] != "open":
        raise ValueError("the order is not open")


def find_customer(world, name):
    return _one(world, "SELECT * FROM customers WHERE name = ?", name)


def list_orders(world, customer):
    return _all(world, "SELECT * FROM orders WHERE customer = ? ORDER BY id", customer)


def list_products(world, category):
    return _all(world, "SELECT * FROM products WHERE category = ? ORDER BY id", category)


def get_order(world, order):
    found = _one(world, "SELECT * FROM orders WHERE id = ?", order)
    found["items"] = _all(world, "SELECT product, count FROM items WHERE order_id = ? ORDER BY product", order)
    return found


def confirm(world, action, target):
    """Asks the customer. They always agree here; the rules see whether they were asked."""
    world.db.execute("INSERT INTO confirmations VALUES (?, ?)", (action, str(target)))
    return "yes"


def cancel_order(world, order):
    _open(world, order)
    for item in _all(world, "SELECT * FROM items WHERE order_id = ?", order):
        world.db.execute("UPDATE products SET stock = stock + ? WHERE id = ?", (item["count"], item["product"]))
    world.db.execute("UPDATE orders SET status = 'cancelled' WHERE id = ?", (order,))
    return "cancelled"


def change_address(world, order, address):
    _open(world, order)
    world.db.execute("UPDATE orders SET address = ? WHERE id = ?", (address, order))
    return "changed"


def change_email(world, customer, email):
    _one(world, "SELECT id FROM customers WHERE id = ?", customer)
    world.db.execute("UPDATE customers SET email = ? WHERE id = ?", (email, customer))
    return "changed"


def refund_item(world, order, product):
    if _one(world, "SELECT status FROM orders WHERE id = ?", order)["status"] != "sent":
        raise ValueError("only what was sent is refunded")
    item = _one(world, "SELECT count FROM items WHERE order_id = ? AND product = ?", order, product)
    price = _one(world, "SELECT price FROM products WHERE id = ?", product)["price"]
    world.db.execute("INSERT INTO refunds VALUES (?, ?, ?)", (order, product, price * item["count"]))
    return price * item["count"]


def apply_coupon(world, order, code):
    _open(world, order)
    world.db.execute("UPDATE orders SET coupon = ? WHERE id = ?", (code, order))
    return "applied"


def restock(world, product, count):
    _one(world, "SELECT id FROM products WHERE id = ?", product)
    if not isinstance(count, int) or count < 1:
        raise ValueError("count is a whole number from 1")
    world.db.execute("UPDATE products SET stock = stock + ? WHERE id = ?", (count, product))
    return "restocked"


def move_item(world, product, source, target):
    _open(world, source)
    _open(world, target)
    _one(world, "SELECT count FROM items WHERE order_id = ? AND product = ?", source, product)
    world.db.execute("UPDATE items SET order_id = ? WHERE order_id = ? AND product = ?", (target, source, product))
    return "moved"


def place_order(world, customer, product, count):
    home = _one(world, "SELECT address FROM customers WHERE id = ?", customer)["address"]
    if _one(world, "SELECT stock FROM products WHERE id = ?", product)["stock"] < count:
        raise ValueError("not so many are left")
    order = _one(world, "SELECT max(id) + 1 AS id FROM orders")["id"]
    world.db.execute("INSERT INTO orders VALUES (?, ?, 'open', ?, NULL)", (order, customer, home))
    world.db.execute("INSERT INTO items VALUES (?, ?, ?)", (order, product, count))
    world.db.execute("UPDATE products SET stock = stock - ? WHERE id = ?", (count, product))
    return order


def write_file(world, name, text):
    world.files[name] = text
    return "written"
