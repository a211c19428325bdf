/** Engine.IO inside of a servlet container. */
@NullMarked
package io.sockeye.servlet;

import org.jspecify.annotations.NullMarked;
