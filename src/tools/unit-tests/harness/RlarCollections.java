/** Makes collections out of what is on the wire, and makes changes to them visible where they came from. */
final class RlarCollections {
  static Object get(java.io.DataInputStream from, char tag, String kind, int deep) throws java.io.IOException {
    if (tag == 'a') return RlarWire.array(from, kind, deep);
    int size = RlarWire.count(from);
    if (tag == 'm') {
      java.util.Map<Object, Object> made = emptyMap(kind);
      for (int left = size; left > 0; left--) made.put(RlarWire.get(from, deep + 1), RlarWire.get(from, deep + 1));
      return kind.equals("immutable") ? java.util.Collections.unmodifiableMap(made) : made;
    }
    Object[] items = new Object[size];
    for (int at = 0; at < size; at++) items[at] = RlarWire.get(from, deep + 1);
    java.util.List<Object> list = java.util.Arrays.asList(items);
    if (tag == 't') {
      java.util.Set<Object> made = emptySet(kind);
      made.addAll(list);
      return kind.equals("immutable") ? java.util.Collections.unmodifiableSet(made) : made;
    }
    if (tag == 'q') return kind.equals("PriorityQueue") ? new java.util.PriorityQueue<>(list) : new java.util.ArrayDeque<>(list);
    if (tag != 'l') throw new java.io.IOException("no value");
    switch (kind) {
      case "fixed": return list;
      case "immutable": return java.util.Collections.unmodifiableList(list);
      case "LinkedList": return new java.util.LinkedList<>(list);
      case "Stack": {
        java.util.Stack<Object> made = new java.util.Stack<>();
        made.addAll(list);
        return made;
      }
      case "Vector": return new java.util.Vector<>(list);
      default: return new java.util.ArrayList<>(list);
    }
  }

  private static java.util.Map<Object, Object> emptyMap(String kind) {
    if (kind.equals("HashMap")) return new java.util.HashMap<>();
    return kind.equals("TreeMap") ? new java.util.TreeMap<>() : new java.util.LinkedHashMap<>();
  }

  private static java.util.Set<Object> emptySet(String kind) {
    if (kind.equals("HashSet")) return new java.util.HashSet<>();
    return kind.equals("TreeSet") ? new java.util.TreeSet<>() : new java.util.LinkedHashSet<>();
  }

  static boolean changes(Object value) {
    return value != null
        && (value.getClass().isArray() || value instanceof java.util.Collection || value instanceof java.util.Map);
  }

  /** Makes a change that was made over there visible to who holds the value here. */
  @SuppressWarnings("unchecked")
  static void update(Object old, Object now) {
    try {
      if (old instanceof java.util.List && now instanceof java.util.List) {
        java.util.List<Object> list = (java.util.List<Object>) old;
        java.util.List<Object> after = (java.util.List<Object>) now;
        if (list.size() == after.size()) {
          for (int at = 0; at < list.size(); at++) list.set(at, after.get(at));
        } else {
          list.clear();
          list.addAll(after);
        }
      } else if (old instanceof java.util.Collection && now instanceof java.util.Collection) {
        ((java.util.Collection<Object>) old).clear();
        ((java.util.Collection<Object>) old).addAll((java.util.Collection<Object>) now);
      } else if (old instanceof java.util.Map && now instanceof java.util.Map) {
        ((java.util.Map<Object, Object>) old).clear();
        ((java.util.Map<Object, Object>) old).putAll((java.util.Map<Object, Object>) now);
      } else if (old.getClass().isArray() && now.getClass() == old.getClass()) {
        int size = Math.min(java.lang.reflect.Array.getLength(old), java.lang.reflect.Array.getLength(now));
        System.arraycopy(now, 0, old, 0, size);
      }
    } catch (UnsupportedOperationException constant) {
      // It could not be changed over there either.
    }
  }
}
