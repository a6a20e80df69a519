package org.trimtab.live;

/**
 * What a screen needs to stay up to date.
 *
 * @param status how the site stands
 * @param cells one letter a device, in site order: {@code H} hashing, {@code S} asleep, {@code W} starting,
 *     {@code a} asked to sleep, {@code w} asked to wake, {@code F} failed, {@code U} unread
 */
public record LiveFrame(SiteStatus status, String cells) {}
