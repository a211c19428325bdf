/**
 * What attackers do, over real sockets against a whole server. Each test looks at how the attack is answered, and that everybody else is served while nothing of the
 * attacker is left. The file {@code docs/attacks.md} says which known vulnerability is tested where.
 */
@NullMarked
package io.sockeye.interop.attack;

import org.jspecify.annotations.NullMarked;
