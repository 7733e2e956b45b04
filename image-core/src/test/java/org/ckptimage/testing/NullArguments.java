package org.ckptimage.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Calls what is public with null for one argument after the other. Each must be refused at the door, by a {@link
 * NullPointerException} whose message is a name, and not deep inside, where the JVM makes a message of its own.
 */
public final class NullArguments {
    private static final Map<Class<?>, Object> ZEROS =
            Map.of(int.class, 1, long.class, 1L, boolean.class, false, double.class, 1.0, byte.class, (byte) 1);

    private final Map<Class<?>, Object> values = new HashMap<>(ZEROS);
    private final List<String> accepted = new ArrayList<>();
    private final Set<String> allowed = new TreeSet<>();
    private int calls;

    /** What stands for the other arguments of this type. */
    public <T> NullArguments with(Class<T> type, T value) {
        values.put(type, value);
        return this;
    }

    /** A parameter that may be null, as {@code DialectDetector.detect.forced}. */
    public NullArguments allowing(String parameter) {
        allowed.add(parameter);
        return this;
    }

    /** Calls the public static methods of a class. */
    public NullArguments of(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                callPublic(method, null);
            }
        }
        return this;
    }

    /** Calls the public constructors of a class. */
    public NullArguments constructing(Class<?> type) {
        for (Constructor<?> constructor : type.getConstructors()) {
            call(constructor, constructor::newInstance);
        }
        return this;
    }

    /** Calls the public methods of an object, but for those of {@link Object}. */
    public NullArguments on(Object object) {
        for (Method method : object.getClass().getMethods()) {
            boolean own = method.getDeclaringClass() != Object.class
                    && !method.getName().equals("equals");
            if (own && !Modifier.isStatic(method.getModifiers())) {
                callPublic(method, object);
            }
        }
        return this;
    }

    /** The parameters for which null was not refused at the door; empty if there is none. */
    public List<String> accepted() {
        if (calls == 0) {
            throw new IllegalStateException("nothing was called");
        }
        return accepted;
    }

    private interface Call {
        void with(Object... arguments) throws ReflectiveOperationException;
    }

    private void callPublic(Method method, Object object) {
        if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
            call(method, arguments -> method.invoke(object, arguments));
        }
    }

    private void call(Executable executable, Call call) {
        Parameter[] parameters = executable.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            String name = executable.getDeclaringClass().getSimpleName()
                    + (executable instanceof Method ? "." + executable.getName() : "") + "." + parameters[i].getName();
            if (!parameters[i].getType().isPrimitive() && !allowed.contains(name)) {
                calls++;
                callWithNull(call, parameters, i, name);
            }
        }
    }

    private void callWithNull(Call call, Parameter[] parameters, int at, String name) {
        Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == at ? null : values.get(parameters[i].getType());
            if (i != at && arguments[i] == null) {
                throw new IllegalStateException("no value for a " + parameters[i].getType() + ", beside " + name);
            }
        }
        try {
            call.with(arguments);
            accepted.add(name + " is taken");
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            boolean refused = thrown instanceof NullPointerException
                    && String.valueOf(thrown.getMessage()).matches("(?!null)[a-zA-Z]+");
            if (!refused) {
                accepted.add(name + " gives " + thrown);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
