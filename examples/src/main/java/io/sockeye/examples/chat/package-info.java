/** A chat: {@link io.sockeye.examples.chat.ChatServer} and, in the resources, its page. */
@NullMarked
package io.sockeye.examples.chat;

import org.jspecify.annotations.NullMarked;
