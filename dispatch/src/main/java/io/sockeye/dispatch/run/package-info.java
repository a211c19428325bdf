/**
 * The machinery behind the verbs, for the façades only: {@link io.sockeye.dispatch.run.Mailbox} carries user code, {@link io.sockeye.dispatch.run.EventDispatcher} serves one event, {@link
 * io.sockeye.dispatch.run.AckRegistry} knows who waits for an answer.
 */
@NullMarked
package io.sockeye.dispatch.run;

import org.jspecify.annotations.NullMarked;
