package id.kinerja.simulator;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Start-up configuration; everything that a scenario changes while running is in {@code Settings}.
 *
 * @param consumerKey WSO2 consumer key of the one institution that the simulator knows
 * @param ssoClientId SSO client of that institution; {@code foreignSsoClientId} belongs to another one
 * @param data folder for records that survive a restart; empty keeps everything in memory
 * @param journalSize calls kept in the request journal
 * @param maxHoldSeconds the longest time any reply is held back, so that no fault leaks a connection for ever
 */
@ConfigurationProperties("simulator")
public record SimulatorProperties(
        String consumerKey,
        String consumerSecret,
        String ssoClientId,
        String foreignSsoClientId,
        String ssoUsername,
        String ssoPassword,
        String data,
        int apimTokenSeconds,
        int ssoTokenSeconds,
        int ssoRefreshSeconds,
        int suspensionSeconds,
        int throttleCalls,
        int throttleWindowSeconds,
        int journalSize,
        int maxHoldSeconds) {}
