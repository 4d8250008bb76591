/** The candidate's side: answers calls into the program. Nothing in this process is trusted. */
class RlarServer {
  public static void main(String[] none) throws Throwable {
    RlarWire wire = new RlarWire(System.in, System.out);
    System.setIn(java.io.InputStream.nullInputStream());
    System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
    Class<?> program = Class.forName("Solution");
    wire.send(new byte[] {'r'});
    java.util.Map<Long, Object> made = new java.util.HashMap<>();
    while (true) {
      java.io.DataInputStream asked = wire.receive();
      java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
      try {
        answer(program, made, asked, new java.io.DataOutputStream(body));
      } catch (Throwable problem) {
        Throwable cause = problem instanceof java.lang.reflect.InvocationTargetException ? problem.getCause() : problem;
        body.reset();
        java.io.DataOutputStream to = new java.io.DataOutputStream(body);
        to.writeByte('x');
        RlarWire.text(to, cause.getClass().getName());
        RlarWire.text(to, String.valueOf(cause.getMessage()));
      }
      wire.send(body.toByteArray());
    }
  }

  private static byte[] bytes(Object value) throws java.io.IOException {
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    RlarWire.put(new java.io.DataOutputStream(body), value, true, 0);
    return body.toByteArray();
  }

  private static void answer(
      Class<?> program, java.util.Map<Long, Object> made, java.io.DataInputStream asked, java.io.DataOutputStream to)
      throws Throwable {
    long number = asked.readLong();
    String name = RlarWire.text(asked);
    Object[] given = new Object[RlarWire.count(asked)];
    byte[][] before = new byte[given.length][];
    for (int at = 0; at < given.length; at++) {
      given[at] = RlarWire.get(asked, 0);
      if (RlarCollections.changes(given[at])) before[at] = bytes(given[at]);
    }
    Object returned = invoke(program, made, number, name, given);
    to.writeByte('k');
    RlarWire.put(to, returned, true, 0);
    for (int at = 0; at < given.length; at++) {
      byte[] after = before[at] == null ? null : bytes(given[at]);
      if (after == null || java.util.Arrays.equals(before[at], after)) continue;
      to.writeByte('u');
      to.writeInt(at);
      to.write(after);
    }
    to.writeByte('.');
  }

  private static Object invoke(
      Class<?> program, java.util.Map<Long, Object> made, long number, String name, Object[] given) throws Throwable {
    IllegalArgumentException last = new IllegalArgumentException("the program has no method " + name);
    for (java.lang.reflect.Method method : program.getDeclaredMethods()) {
      if (!method.getName().equals(name) || method.getParameterCount() != given.length) continue;
      method.setAccessible(true);
      Object owner = null;
      if (!java.lang.reflect.Modifier.isStatic(method.getModifiers())) {
        owner = made.get(number);
        if (owner == null) {
          java.lang.reflect.Constructor<?> constructor = program.getDeclaredConstructor();
          constructor.setAccessible(true);
          owner = constructor.newInstance();
          made.put(number, owner);
        }
      }
      try {
        return method.invoke(owner, given);
      } catch (IllegalArgumentException other) {
        last = other;
      }
    }
    throw last;
  }
}
