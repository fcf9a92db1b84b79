"""What a consumer's camera does to a scene: light, exposure, lens, sensor, JPEG.

All functions take and return float32 RGB pictures in 0..255.
"""

import cv2
import numpy as np


def light(rng, picture, strength=1.0):
    """Uneven light and vignette over the whole scene."""
    h, w = picture.shape[:2]
    y, x = np.mgrid[-1 : 1 : h * 1j, -1 : 1 : w * 1j].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    field = 1 + strength * abs(rng.normal(0, 0.13)) * (x * np.cos(angle) + y * np.sin(angle))
    if rng.random() < 0.3:
        field *= 1 - rng.uniform(0, 0.45) * strength * (x * x + y * y) / 2
    return picture * np.maximum(field, 0.1)[..., None]


def illuminant(rng, picture):
    """Warm or cool light and the camera's wrong guess of it."""
    warm = rng.normal(0.05, 0.12)
    gain = np.array([1 + warm, 1 + rng.normal(0, 0.03), 1 - warm]) * np.exp(rng.normal(0, 0.04, 3))
    return picture * np.clip(gain, 0.4, 1.7).astype(np.float32)


def expose(rng, picture):
    """Exposure, contrast and the tone curve's shoulder."""
    gain = np.exp(np.clip(rng.normal(-0.05, 0.28), -1.1, 0.6))
    gamma = np.exp(rng.normal(0, 0.15))
    bright = 255 * (np.clip(picture * gain, 0, None) / 255) ** gamma
    lift = max(0.0, rng.normal(0, 9))
    return lift + bright * (1 - lift / 255)


def lens(rng, picture, blur):
    """Defocus or motion, `blur` in pixels."""
    if rng.random() < 0.25:
        length = max(1, round(rng.uniform(0, 3 * blur)))
        kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
        angle = rng.uniform(0, np.pi)
        reach = np.array([np.cos(angle), np.sin(angle)]) * length
        start, end = np.round(length - reach).astype(int), np.round(length + reach).astype(int)
        cv2.line(kernel, tuple(map(int, start)), tuple(map(int, end)), 1.0)
        return cv2.filter2D(picture, -1, kernel / kernel.sum())
    return cv2.GaussianBlur(picture, (0, 0), max(0.05, abs(rng.normal(0, blur))))


def sensor(rng, picture):
    """Noise in brightness and in colour, some of it coarse."""
    h, w = picture.shape[:2]
    noise = rng.standard_normal((h, w, 1), np.float32) * abs(rng.normal(0, 3.5))
    if rng.random() < 0.3:
        coarse = rng.standard_normal((max(2, h // 3), max(2, w // 3), 3), np.float32)
        noise = noise + cv2.resize(coarse, (w, h)) * abs(rng.normal(0, 4))
    return picture + noise


def sharpen(rng, picture):
    """The camera's own sharpening, which leaves halos."""
    amount = rng.uniform(0, 1.2)
    return picture * (1 + amount) - cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.7, 2)) * amount


def jpeg(picture, quality):
    """Through a JPEG file and back; returns uint8."""
    coded = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(quality)])[1]
    return cv2.imdecode(coded, cv2.IMREAD_COLOR)[..., ::-1]


def shoot(rng, picture, blur=0.7):
    """A photograph of the scene, uint8.  `blur` is the usual defocus in pixels."""
    picture = expose(rng, illuminant(rng, light(rng, picture)))
    picture = lens(rng, np.clip(picture, 0, 255).astype(np.float32), blur)
    if rng.random() < 0.3:
        picture = sharpen(rng, picture)
    picture = np.clip(sensor(rng, picture), 0, 255).astype(np.uint8)
    return jpeg(picture, rng.integers(35, 96)) if rng.random() < 0.5 else picture


def fixed(rng, picture, blur=1.0):
    """A photograph by a camera that hangs over the tray under even light, uint8."""
    picture = light(rng, picture, 0.4) * np.exp(rng.normal(0, 0.08))
    picture = picture * (1 + rng.normal(0, 0.02, 3)).astype(np.float32)
    if rng.random() < 0.8:
        picture = cv2.GaussianBlur(picture, (0, 0), max(0.05, rng.uniform(0, 1.1) * blur))
    noise = rng.standard_normal(picture.shape, np.float32) * rng.uniform(0, 5)
    picture = np.clip(picture + noise, 0, 255).astype(np.uint8)
    return jpeg(picture, rng.integers(60, 97)) if rng.random() < 0.85 else picture
