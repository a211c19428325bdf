package io.sockeye.spring;

import io.sockeye.dispatch.ErrorListener;
import io.sockeye.server.NamespaceHandler;
import io.sockeye.server.SocketIoServer;
import java.util.List;
import java.util.Objects;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Registers beans with the server when all singletons are there: controllers, class-based namespaces and error listeners. The web server hasn't been started yet. */
final class SocketControllers implements SmartInitializingSingleton {
    private final SocketIoServer io;
    private final ConfigurableListableBeanFactory beans;
    private final List<HandlerAdvice> advice;

    SocketControllers(SocketIoServer io, ConfigurableListableBeanFactory beans, List<HandlerAdvice> advice) {
        this.io = io;
        this.beans = beans;
        this.advice = advice;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (String name : beans.getBeanNamesForAnnotation(SocketController.class)) {
            if (!ScopedProxyUtils.isScopedTarget(name)) {
                registerController(name);
            }
        }
        for (String name : beans.getBeanNamesForType(NamespaceHandler.class)) {
            if (!ScopedProxyUtils.isScopedTarget(name)) {
                registerNamespace(beans.getBean(name, NamespaceHandler.class));
            }
        }
        beans.getBeanProvider(ErrorListener.class).orderedStream().forEach(listener -> {
            var unused = io.onError(listener);
        });
    }

    private void registerController(String name) {
        SocketController controller = Objects.requireNonNull(beans.findAnnotationOnBean(name, SocketController.class));
        Object made = beans.containsSingleton(name) ? beans.getBean(name) : null;
        BeanBinder binder = new BeanBinder(made, () -> beans.getBean(name), advice);
        for (String namespace : controller.value()) {
            var unused = io.of(namespace).register(userClass(name), binder);
        }
    }

    private Class<?> userClass(String name) {
        Class<?> type = Objects.requireNonNull(AutoProxyUtils.determineTargetClass(beans, name));
        if (ScopedObject.class.isAssignableFrom(type)) {
            type = Objects.requireNonNull(
                    AutoProxyUtils.determineTargetClass(beans, ScopedProxyUtils.getTargetBeanName(name)));
        }
        return ClassUtils.getUserClass(type);
    }

    /** A proxy has no fields of its own, so that its target is what the server attaches. */
    private void registerNamespace(NamespaceHandler bean) {
        Object target = AopProxyUtils.getSingletonTarget(bean);
        NamespaceHandler handler = target instanceof NamespaceHandler own ? own : bean;
        io.register(handler, new BeanBinder(bean, () -> bean, advice));
    }
}
