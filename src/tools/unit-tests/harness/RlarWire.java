/** Values between the driver of Java tests and the candidate, two processes that do not trust each other. */
final class RlarWire {
  static final int FRAME_BYTES = 16 << 20;
  static final int DEEPEST = 200;

  private final java.io.DataInputStream in;
  private final java.io.DataOutputStream out;

  RlarWire(java.io.InputStream in, java.io.OutputStream out) {
    this.in = new java.io.DataInputStream(new java.io.BufferedInputStream(in));
    this.out = new java.io.DataOutputStream(new java.io.BufferedOutputStream(out));
  }

  /** What has no form on the wire. */
  static final class Unknown extends RuntimeException {
    Unknown(Object value) {
      super("a " + value.getClass().getName());
    }
  }

  /** An object of the other side that is no plain value: it equals itself alone, and has the text that it had. */
  static final class Opaque {
    private final String text;

    Opaque(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  void send(byte[] body) throws java.io.IOException {
    if (body.length > FRAME_BYTES) throw new java.io.IOException("too large to pass on");
    out.writeInt(body.length);
    out.write(body);
    out.flush();
  }

  java.io.DataInputStream receive() throws java.io.IOException {
    int size = in.readInt();
    if (size < 0 || size > FRAME_BYTES) throw new java.io.IOException("no frame");
    byte[] body = in.readNBytes(size);
    if (body.length < size) throw new java.io.EOFException();
    return new java.io.DataInputStream(new java.io.ByteArrayInputStream(body));
  }

  static void text(java.io.DataOutputStream to, String value) throws java.io.IOException {
    byte[] bytes = new byte[value.length() * 2];
    for (int at = 0; at < value.length(); at++) {
      bytes[2 * at] = (byte) (value.charAt(at) >> 8);
      bytes[2 * at + 1] = (byte) value.charAt(at);
    }
    to.writeInt(bytes.length);
    to.write(bytes);
  }

  static String text(java.io.DataInputStream from) throws java.io.IOException {
    byte[] bytes = from.readNBytes(count(from));
    StringBuilder made = new StringBuilder();
    for (int at = 0; at + 1 < bytes.length; at += 2) made.append((char) ((bytes[at] & 255) << 8 | bytes[at + 1] & 255));
    return made.toString();
  }

  static int count(java.io.DataInputStream from) throws java.io.IOException {
    int items = from.readInt();
    if (items < 0 || items > from.available()) throw new java.io.IOException("no count");
    return items;
  }

  /** Names of collections that are made again as what they are; what cannot be changed there cannot be changed here. */
  private static String kindOf(Object value) {
    String name = value.getClass().getName();
    if (name.equals("java.util.Arrays$ArrayList")) return "fixed";
    if (name.startsWith("java.util.ImmutableCollections") || name.startsWith("java.util.Collections$")) return "immutable";
    return name.startsWith("java.util.") ? name.substring(10) : "";
  }

  /** `opaque`: whether what has no form becomes an object without any insides, in place of an error. */
  static void put(java.io.DataOutputStream to, Object value, boolean opaque, int deep) throws java.io.IOException {
    if (deep > DEEPEST) throw new java.io.IOException("nested too deeply to pass on");
    if (value == null) {
      to.writeByte('0');
    } else if (value instanceof Boolean) {
      to.writeByte('b');
      to.writeBoolean((Boolean) value);
    } else if (value instanceof Character) {
      to.writeByte('c');
      to.writeChar((Character) value);
    } else if (value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long) {
      to.writeByte(value instanceof Byte ? '1' : value instanceof Short ? '2' : value instanceof Integer ? '4' : '8');
      to.writeLong(((Number) value).longValue());
    } else if (value instanceof Float || value instanceof Double) {
      to.writeByte(value instanceof Float ? 'f' : 'd');
      to.writeDouble(((Number) value).doubleValue());
    } else if (value instanceof String || value.getClass() == StringBuilder.class) {
      to.writeByte(value instanceof String ? 's' : 'S');
      text(to, value.toString());
    } else if (value.getClass() == java.math.BigInteger.class || value.getClass() == java.math.BigDecimal.class) {
      to.writeByte(value.getClass() == java.math.BigInteger.class ? 'n' : 'N');
      text(to, value.toString());
    } else if (value instanceof java.util.Optional) {
      to.writeByte('o');
      put(to, ((java.util.Optional<?>) value).orElse(null), opaque, deep + 1);
    } else if (value.getClass().isArray()) {
      to.writeByte('a');
      text(to, arrayName(value.getClass()));
      int size = java.lang.reflect.Array.getLength(value);
      to.writeInt(size);
      for (int at = 0; at < size; at++) put(to, java.lang.reflect.Array.get(value, at), opaque, deep + 1);
    } else if (value instanceof java.util.Collection) {
      to.writeByte(value instanceof java.util.Set ? 't' : value instanceof java.util.List ? 'l' : 'q');
      text(to, kindOf(value));
      Object[] items = ((java.util.Collection<?>) value).toArray();
      to.writeInt(items.length);
      for (Object item : items) put(to, item, opaque, deep + 1);
    } else if (value instanceof java.util.Map) {
      to.writeByte('m');
      text(to, kindOf(value));
      Object[] pairs = ((java.util.Map<?, ?>) value).entrySet().toArray();
      to.writeInt(pairs.length);
      for (Object pair : pairs) {
        put(to, ((java.util.Map.Entry<?, ?>) pair).getKey(), opaque, deep + 1);
        put(to, ((java.util.Map.Entry<?, ?>) pair).getValue(), opaque, deep + 1);
      }
    } else if (value instanceof java.util.Map.Entry) {
      to.writeByte('e');
      put(to, ((java.util.Map.Entry<?, ?>) value).getKey(), opaque, deep + 1);
      put(to, ((java.util.Map.Entry<?, ?>) value).getValue(), opaque, deep + 1);
    } else if (opaque || value.getClass() == Object.class) {
      to.writeByte('x');
      text(to, String.valueOf(value));
    } else {
      throw new Unknown(value);
    }
  }

  /** The type of an array, down to what its innermost items are. */
  private static String arrayName(Class<?> kind) {
    Class<?> inner = kind;
    String depth = "";
    while (inner.isArray()) {
      inner = inner.getComponentType();
      depth += "[";
    }
    return depth + (inner.isPrimitive() || inner.getName().startsWith("java.") ? inner.getName() : "java.lang.Object");
  }

  private static Class<?> itemType(String name) {
    int depth = name.lastIndexOf('[') + 1;
    Class<?> made = Object.class;
    Class<?>[] known = {
      int.class, long.class, double.class, float.class, boolean.class, char.class, byte.class, short.class, Integer.class,
      Long.class, Double.class, Float.class, Boolean.class, Character.class, String.class, java.math.BigInteger.class
    };
    for (Class<?> kind : known) if (kind.getName().equals(name.substring(depth))) made = kind;
    for (int left = Math.min(depth, 9); left > 1; left--) made = java.lang.reflect.Array.newInstance(made, 0).getClass();
    return made;
  }

  static Object get(java.io.DataInputStream from, int deep) throws java.io.IOException {
    if (deep > DEEPEST) throw new java.io.IOException("nested too deeply");
    char tag = (char) from.readByte();
    switch (tag) {
      case '0': return null;
      case 'b': return from.readBoolean();
      case 'c': return from.readChar();
      case '1': return (byte) from.readLong();
      case '2': return (short) from.readLong();
      case '4': return (int) from.readLong();
      case '8': return from.readLong();
      case 'f': return (float) from.readDouble();
      case 'd': return from.readDouble();
      case 's': return text(from);
      case 'S': return new StringBuilder(text(from));
      case 'n': return new java.math.BigInteger(text(from));
      case 'N': return new java.math.BigDecimal(text(from));
      case 'o': return java.util.Optional.ofNullable(get(from, deep + 1));
      case 'e': return new java.util.AbstractMap.SimpleEntry<>(get(from, deep + 1), get(from, deep + 1));
      case 'x': return new Opaque(text(from));
      default: return RlarCollections.get(from, tag, text(from), deep);
    }
  }

  static Object array(java.io.DataInputStream from, String name, int deep) throws java.io.IOException {
    Object made = java.lang.reflect.Array.newInstance(itemType(name), count(from));
    for (int at = 0; at < java.lang.reflect.Array.getLength(made); at++)
      java.lang.reflect.Array.set(made, at, get(from, deep + 1));
    return made;
  }
}
