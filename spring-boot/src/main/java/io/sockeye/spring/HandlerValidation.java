package io.sockeye.spring;

import io.sockeye.dispatch.MethodBinder.Call;
import io.sockeye.server.Socket;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.validation.annotation.Validated;

/** Checks the parameters of handlers against their constraints. Beans that are {@code @Validated} as a whole check by themselves. */
final class HandlerValidation implements HandlerAdvice {
    private final Validator validator;

    HandlerValidation(Validator validator) {
        this.validator = validator;
    }

    @Override
    public Call<Socket> around(Object bean, Method method, Call<Socket> call) {
        Class<?> type = method.getDeclaringClass();
        if (AopUtils.isAopProxy(bean) && AnnotatedElementUtils.hasAnnotation(type, Validated.class)) {
            return call;
        }
        MethodDescriptor constraints = validator
                .getConstraintsForClass(type)
                .getConstraintsForMethod(method.getName(), method.getParameterTypes());
        boolean constrained = constraints != null && constraints.hasConstrainedParameters();
        Object target = target(bean);
        return !constrained && !hasValidated(method)
                ? call
                : (socket, arguments) -> {
                    check(constrained, target, method, arguments);
                    return call.call(socket, arguments);
                };
    }

    private static Object target(Object bean) {
        Object target = AopProxyUtils.getSingletonTarget(bean);
        return target == null ? bean : target;
    }

    private static boolean hasValidated(Method method) {
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(Validated.class)) {
                return true;
            }
        }
        return false;
    }

    private void check(boolean constrained, Object target, Method method, @Nullable Object[] arguments) {
        Set<ConstraintViolation<Object>> violations = new HashSet<>();
        if (constrained) {
            violations.addAll(validator.forExecutables().validateParameters(target, method, arguments));
        }
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            Validated validated = parameters[i].getAnnotation(Validated.class);
            Object argument = arguments[i];
            if (validated != null && argument != null) {
                violations.addAll(validator.validate(argument, validated.value()));
            }
        }
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
    }
}
