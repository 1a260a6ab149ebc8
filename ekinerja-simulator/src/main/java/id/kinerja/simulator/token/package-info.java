/** The two token services in front of BKN: WSO2 API Manager and the SIASN single sign-on. */
@NullMarked
package id.kinerja.simulator.token;

import org.jspecify.annotations.NullMarked;
