// SPDX-License-Identifier: MIT
#pragma once

namespace igbot::test {

/// A private RSA key that `openssl genpkey` made for tests alone.
inline constexpr const char* k_drive_private_key =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCk1L1W2jwX5EPT\n"
    "fYlR/+mhd8V9sSqTb2431Liwh7b2nxwxY2b2ml4qDdiIASFC3ZA8I6j56tYfLt2v\n"
    "OgGSqCYnmM/3CoONIQw/9bN3gYlhtmTJND0IknND2GebbgbrgihNsDhnS1PqtRqz\n"
    "ZHFU3tbsitNqrEUfyU3fK8noRR1Ko0G4y2QdcBVkLjLB9gk6v2asCQE93KExzP+c\n"
    "KRYJ2b51UV6po5BQcsXSoIf73JqtFIiEiWKlSJZIHaVQAfHDxKx9TVnz+lMtet4j\n"
    "aRzT65loM2nFqTTO0+4ZFzWSvpMJOQubz1vmkdI4Xbk582ATbiocUhRmvFG6+/O7\n"
    "3HLY1ENLAgMBAAECggEAEwGNft0gLm29h76Ycxzr+W3gQauIP22LCyNbU85PrGVR\n"
    "W2fdAKobxIP0h/jVYdU+zehwvLc1jxfuK50n1EYmTCI54gBTheudyCbn1ZZZWyvX\n"
    "DZTumrVEVuTg9tJQ4vQO+1JKrAJ1aoFifZ/4f3LzMQhFni2/X2MXYxiJ/18veaJl\n"
    "IHAir3h7q0sA6sTFFkB74uuobMr8B+i+wdMBb1J4Ig/bQ4PoYSN5/cU4ZHELNLNU\n"
    "h8oFJXnKvoOZZLxQLlwXZ+MW2fup4uFbxDULHrh1cDG98fDpgQ12NBh8P11R8zgC\n"
    "6YwC6IEInefWv1h4DemRL1ExUzIAX0PZOwPiR4kZ9QKBgQDTwE0Ooe9wX+WJw6ve\n"
    "hCQ7s33c4NE5OdawtkpI1a2DOhFdLlZduBfSM1LtmOKnmxdrl0CcPD+oFxXDCQPu\n"
    "5pZRUOepp+cT4NvH9lsxrM/AUUYJ3bs9Z8pXOr5BdcZbI3dXspYpCNT1L3RI+o4Y\n"
    "ApoiL3WzE85+qQYOL75yDLIv9QKBgQDHRm3X1gmo1d9l+eQFvevLkPVmvC3HqZFj\n"
    "xl4ROPyLv922iLGmqoplqNljstkrOrxFXasTbc7UiVus2pR9AveEkNSNmXLp46KX\n"
    "8Z5eYu6mtbfCmWzho1EA/aMuvHEHVvTqBXTftyjucCtYjOMARKwcFfOjJmdwdSNe\n"
    "28YyO1TePwKBgHrWOV1dr0rfNob+jbtdqK9BZqg1eunZlaOZe+pYmnlfvCbz9IIV\n"
    "gywbPeY7JHDaVXHComZ/xOW7zpH/rtptxZGSf3E5x6EOdjC/xxNADpygCSM8D5yF\n"
    "kymbGDddHR5NqrOjE9zmFLPPPYQAZWGkUMm4Am1J9iYf4zVjmPUMTGnpAoGBAJlO\n"
    "eqUJGodUerimZiFwul3y2IjADuxDbQH4k1fmoowVAMo0IZAaNbz+CLil2GNknYE0\n"
    "DbA102A5iFjUFFaUmL3Y+l0xh3Ge2fDRRshQjk+dD5FbnaN9lI0RlKAZA0/lOyhr\n"
    "KD4QWCIQE5jdUqpbKpm03apPmlavF5YbuD/e22zbAoGAO3l5xJ/P/WLfCEYmExE1\n"
    "clLJ9P/iRfaZkJqL8KNSgcV+bRGVLuVIYrlactA+FBFUg8fggzs6nqi45hQcw4PN\n"
    "v7phaW3lyVJXhlGPwqHptfhozO8QxFY2uxPq9ScBuuK4X/QfdHcLs0bADs+BRREx\n"
    "JNGbFe3t+ZdZuYwzagHqCpA=\n"
    "-----END PRIVATE KEY-----\n";

}  // namespace igbot::test
