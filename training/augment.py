"""Turn studio cut-outs into views like ordinary photographs.

``Augmenter`` works on a whole batch at once in torch (geometry, relief, light,
ground, shadow), and then sends each picture through a small camera model in
OpenCV (blur, resolution, noise, JPEG).  All numbers were set by eye on contact
sheets of both kinds of picture, never by a score; blurs are in pixels of a view of 128.  Mottle came last,
when composed photographs with such spots (`specimens.py`) had been found to mislead the classifier.
"""

import math

import cv2
import numpy as np
import torch
import torch.nn.functional as F

from geometry import LONG_AXIS_SHARE
from grounds import make_grounds
from outline import ROUND_BELOW_ASPECT
from prepare import CANVAS, LONG_AXIS

HALF_LONG = LONG_AXIS / CANVAS
MAX_ROLL = math.radians(40)
MAX_ROLLED = math.radians(78)
BLURS_SET_AT = 128  # side of the views on which blurs were set, pixels


class Augmenter:
    """Random views of sides; ``sides`` is the content of work/sides.npz."""

    def __init__(self, sides, capsule, printed, size, seed, grounds=400):
        self.rgb, self.mask = sides["rgb"], sides["mask"]
        self.aspect = torch.from_numpy(sides["long_px"] / np.maximum(sides["short_px"], 1))
        self.capsule = torch.as_tensor(capsule)
        self.printed = torch.as_tensor(printed)
        self.size = size
        self.fine = size / BLURS_SET_AT
        self.grounds = torch.from_numpy(make_grounds(grounds, seed))
        self.torch_rng = torch.Generator().manual_seed(seed)
        self.rng = np.random.default_rng(seed)
        axis = (torch.arange(size) + 0.5) * 2 / size - 1
        self.grid_y, self.grid_x = torch.meshgrid(axis, axis, indexing="ij")

    def _blur(self, x, sigma):
        """Blur of [B, 1, H, W] by `sigma` pixels of a view of 128; OpenCV is many times faster here than a convolution."""
        sigma = sigma * self.fine
        taps = 2 * round(2 * sigma) + 1
        blurred = [cv2.GaussianBlur(plane, (taps, taps), sigma, borderType=cv2.BORDER_REPLICATE) for plane in x[:, 0].numpy()]
        return torch.from_numpy(np.stack(blurred))[:, None]

    def _slope(self, x, direction):
        """Derivative of [B, 1, H, W] along a per-picture direction [B, 2] (x, y), by a pixel of a view of 128."""
        padded = F.pad(x, (1, 1, 1, 1), mode="replicate")
        dx = (padded[:, :, 1:-1, 2:] - padded[:, :, 1:-1, :-2]) / 2
        dy = (padded[:, :, 2:, 1:-1] - padded[:, :, :-2, 1:-1]) / 2
        return (dx * direction[:, 0].view(-1, 1, 1, 1) + dy * direction[:, 1].view(-1, 1, 1, 1)) * self.fine

    def _uniform(self, count, low, high):
        return low + (high - low) * torch.rand(count, generator=self.torch_rng)

    def _normal(self, count, mean=0.0, deviation=1.0):
        return mean + deviation * torch.randn(count, generator=self.torch_rng)

    def _chance(self, count, probability):
        return (torch.rand(count, generator=self.torch_rng) < probability).float()

    def _directions(self, count):
        angle = self._uniform(count, 0, 2 * math.pi)
        return torch.stack([angle.cos(), angle.sin()], 1)

    def __call__(self, indices):
        """uint8 tensor [B, size, size, 3] of one fresh view for each index."""
        index = torch.as_tensor(indices)
        rgb = torch.from_numpy(self.rgb[indices]).permute(0, 3, 1, 2).float() / 255
        mask = torch.from_numpy(self.mask[indices])[:, None].float() / 255
        light = self._directions(len(index))
        face, cover, wall = self._place(rgb, mask, index)
        face = self._relight(face, cover, light, index)
        picture, cut_out = self._compose(face, cover, wall, light, index)
        picture = self._expose(picture, cover, wall, cut_out, index)
        pictures = (picture.clamp(0, 1) * 255).permute(0, 2, 3, 1).to(torch.uint8).numpy()
        return torch.from_numpy(np.stack([self._camera(p) for p in pictures]))

    def _place(self, rgb, mask, index):
        """Turn, tilt, shift, scale and roll: the pill's face, its cover, its side wall."""
        count = len(index)
        aspect, capsule = self.aspect[index], self.capsule[index]
        round_pill = (aspect < ROUND_BELOW_ASPECT) | (
            (aspect < 1.25) & (self._chance(count, 0.25) > 0)
        )
        turn = torch.where(
            round_pill,
            self._uniform(count, -math.pi, math.pi),
            math.pi * self._chance(count, 0.5) + self._normal(count, 0, math.radians(3)),
        )
        share = LONG_AXIS_SHARE * self._uniform(count, 0.86, 1.08)
        tilt = self._normal(count, 0, math.radians(17)).abs().clamp(max=math.radians(42))
        toward = self._directions(count)
        toward[:, 0] *= torch.where(capsule, 0.3, 1.0)
        toward = F.normalize(toward)
        squeeze = torch.where(capsule, 1.0, tilt.cos())
        thickness = self._uniform(count, 0.15, 0.6) * share / aspect
        wall_shift = torch.where(capsule, 0.0, tilt.sin() * thickness)
        centre = torch.stack([self._normal(count, 0, 0.03), self._normal(count, 0, 0.03)], 1)
        centre = centre - toward * (wall_shift / 2)[:, None]
        bend = torch.stack([self._normal(count, 0, 0.05), self._normal(count, 0, 0.05)], 1)
        roll = torch.where(capsule, self._uniform(count, -MAX_ROLL, MAX_ROLL), 0.0)

        def coordinates(shift):
            x = self.grid_x - shift[:, 0].view(-1, 1, 1)
            y = self.grid_y - shift[:, 1].view(-1, 1, 1)
            depth = 1 + bend[:, 0].view(-1, 1, 1) * x + bend[:, 1].view(-1, 1, 1) * y
            x, y = x * depth, y * depth
            along = x * toward[:, 0].view(-1, 1, 1) + y * toward[:, 1].view(-1, 1, 1)
            extra = along * (1 / squeeze - 1).view(-1, 1, 1)
            x = x + extra * toward[:, 0].view(-1, 1, 1)
            y = y + extra * toward[:, 1].view(-1, 1, 1)
            scale = HALF_LONG / share
            cos, sin = (scale * turn.cos()).view(-1, 1, 1), (scale * turn.sin()).view(-1, 1, 1)
            return cos * x + sin * y, -sin * x + cos * y

        def sample(source, x, y, padding="zeros"):
            return F.grid_sample(source, torch.stack([x, y], 3), align_corners=False, padding_mode=padding)

        x, y = coordinates(centre)
        cover = sample(mask, x, y)
        radius = (HALF_LONG / aspect).view(-1, 1, 1)
        around = torch.asin((y / radius).clamp(-1, 1)) + roll.view(-1, 1, 1)
        rolled = radius * torch.sin(around.clamp(-MAX_ROLLED, MAX_ROLLED))
        y = torch.where(roll.view(-1, 1, 1) != 0, rolled, y)
        face = sample(rgb, x, y, "border")
        wall = cover
        for part in (0.35, 0.7, 1.0):
            shift = centre + toward * (part * wall_shift)[:, None]
            wall = torch.maximum(wall, sample(mask, *coordinates(shift)))
        return face, cover, wall

    def _relight(self, face, cover, light, index):
        """Change the contrast of the imprint, light it from one side, shade the pill."""
        count = len(index)
        view = (-1, 1, 1, 1)
        luma = face.mean(1, keepdim=True)
        soft_cover = self._blur(cover, 4.0)
        base = self._blur(luma * cover, 4.0) / soft_cover.clamp(min=0.05)
        detail = (luma - base) * (self._blur(cover, 1.5) > 0.93)
        printed = self.printed[index]
        spread = torch.where(printed, 0.3, 0.75)
        gain = torch.exp(0.1 + self._normal(count) * spread).clamp(0.15, 4) - 1
        relief = self._blur(detail, 1.0)
        groove = self._blur(detail.abs(), 1.3)
        level = (detail.pow(2).mean((1, 2, 3)) / cover.mean((1, 2, 3)).clamp(min=0.05)).sqrt().view(view)
        wanted = (self._uniform(count, 0, 0.06) * self._chance(count, 0.75)).view(view)
        blend = self._uniform(count, 0, 1).view(view)
        emboss = self._slope(blend * relief - (1 - blend) * groove, light) / level.clamp(min=0.006)
        emboss = (emboss * wanted * 4).clamp(-0.35, 0.35) * torch.where(printed, 0.15, 1.0).view(view)
        bevel = self._slope(self._blur(cover, 2.5), -light) * self._normal(count, 0.7, 1.0).view(view)
        across = self.grid_x * light[:, 0].view(-1, 1, 1) + self.grid_y * light[:, 1].view(-1, 1, 1)
        shade = 1 - across[:, None] * self._normal(count, 0.1, 0.12).view(view)
        dome = 1 + (soft_cover - 0.8) * self._normal(count, 0.1, 0.2).view(view)
        lit = (face + gain.view(view) * detail + emboss) * shade * dome + bevel * base
        grey = lit.mean(1, keepdim=True)
        saturation = torch.exp(self._normal(count, -0.03, 0.25)).clamp(0.4, 1.6).view(view)
        lit = grey + (lit - grey) * saturation
        stripes = torch.sin(across[:, None] * self._uniform(count, 20, 120).view(view))
        lit = lit + stripes * (self._uniform(count, 0, 0.015) * self._chance(count, 0.4)).view(view)
        return lit + self._gloss(count, index)

    def _gloss(self, count, index):
        """A specular spot; on capsules a streak along the axis."""
        view = (-1, 1, 1)
        capsule = self.capsule[index]
        x = self.grid_x - self._normal(count, 0, 0.3).view(view)
        y = self.grid_y - (self._normal(count, 0, 0.3) * torch.where(capsule, 0.4, 1.0)).view(view)
        wide = torch.where(capsule, self._uniform(count, 0.2, 1.0), self._uniform(count, 0.05, 0.4)).view(view)
        high = torch.where(capsule, self._uniform(count, 0.02, 0.1), self._uniform(count, 0.05, 0.4)).view(view)
        spot = torch.exp(-0.5 * ((x / wide) ** 2 + (y / high) ** 2))
        strength = self._uniform(count, 0, 0.45) * self._chance(count, 0.35)
        return (spot * strength.view(view))[:, None]

    def _compose(self, face, cover, wall, light, index):
        """Lay the pill with its side wall and shadow on a ground."""
        count = len(index)
        view = (-1, 1, 1, 1)
        pick = torch.randint(len(self.grounds), (count,), generator=self.torch_rng)
        room = self.grounds.shape[2] - self.size
        top, left = torch.randint(room + 1, (2,), generator=self.torch_rng).tolist()
        ground = self.grounds[pick, :, top : top + self.size, left : left + self.size].float() / 255
        cut_out = self._chance(count, 0.25)
        shadow = torch.zeros_like(cover)
        for sigma, reach in ((2.5, 0.05), (7.0, 0.18)):
            step = -light * self._uniform(count, 0, reach)[:, None]
            grid = torch.stack([self.grid_x, self.grid_y], 2)[None] - step.view(-1, 1, 1, 2)
            thrown = F.grid_sample(self._blur(wall, sigma), grid, align_corners=False, padding_mode="border")
            shadow = shadow + thrown * self._uniform(count, 0, 0.5).view(view)
        shadow = shadow.clamp(max=0.85) * torch.where(cut_out > 0, self._chance(count, 0.5) * 0.6, 1.0).view(view)
        plain_white = torch.full_like(ground, 0.98)
        ground = torch.where(cut_out.view(view) > 0, plain_white, ground) * (1 - shadow)
        colour = (face * cover).sum((2, 3), keepdim=True) / cover.sum((2, 3), keepdim=True).clamp(min=1)
        side = colour * self._uniform(count, 0.4, 1.0).view(view)
        ragged = torch.randn(cover.shape, generator=self.torch_rng)
        ragged = self._blur(ragged, 2.0) * (self._chance(count, 0.5) * cut_out).view(view) * 1.6
        edge = ((wall + ragged * (wall * (1 - wall) * 4 + self._blur(wall, 2.0) * (wall < 0.99)) - 0.5) * 3 + 0.5)
        wall = torch.where(ragged.abs().amax((1, 2, 3), keepdim=True) > 0, edge.clamp(0, 1), wall)
        cover = torch.minimum(cover, wall)
        pill = cover * face + (1 - cover) * side
        return wall * pill + (1 - wall) * ground, cut_out

    def _expose(self, picture, cover, wall, cut_out, index):
        """White balance, exposure and tone; afterwards paddings that the camera never saw."""
        count = len(index)
        view = (-1, 1, 1, 1)
        warm = self._normal(count, 0.07, 0.15)
        tint = self._normal(count, 0, 0.05)
        gains = torch.exp(torch.stack([warm, tint, -1.2 * warm], 1)).view(-1, 3, 1, 1)
        body = (picture * cover).sum((1, 2, 3)) / (3 * cover.sum((1, 2, 3))).clamp(min=1)
        exposure = torch.exp(self._normal(count, 0.0, 0.33))
        blown = self._chance(count, 0.09)
        exposure = torch.where(blown > 0, self._uniform(count, 0.95, 1.3) / body.clamp(min=0.15), exposure)
        gamma = torch.exp(self._normal(count, 0, 0.2)).view(view)
        exposed = (picture.clamp(min=0.001) * gains * exposure.clamp(0.3, 2.5).view(view)) ** gamma
        knee = 0.8
        over = (exposed - knee).clamp(min=0)
        exposed = torch.where(exposed > knee, knee + (1 - knee) * (1 - torch.exp(-over / (1 - knee) * 0.9)), exposed)
        drift = exposed.amax((1, 2, 3), keepdim=True)
        white = picture.new_ones(1) * torch.where(cut_out.view(view) > 0, 1.0, 0.0)
        far = (1 - self._blur(wall, 3.0)).clamp(0, 1)
        exposed = exposed + white * far * (1 - exposed) * (drift > 0)
        return exposed * self._padding(count, index, cut_out)

    def _padding(self, count, index, cut_out):
        """1 inside the photograph, 0 where a tight crop was padded with black."""
        view = (-1, 1, 1)
        used = self._chance(count, 0.2) * (1 - cut_out)
        height = LONG_AXIS_SHARE / self.aspect[index] * self._uniform(count, 1.0, 1.6) + 0.04
        width = LONG_AXIS_SHARE * self._uniform(count, 1.0, 1.3)
        inside = (self.grid_y.abs() < height.view(view)) & (self.grid_x.abs() < width.view(view))
        return torch.where(used.view(view) > 0, inside.float(), torch.ones(()))[:, None]

    def _mottle(self, picture):
        """Spots a little lighter and darker, fine and coarse: another specimen has others, and so has each camera's noise."""
        rng, spots = self.rng, np.ones(picture.shape, np.float32)
        for _ in range(2):
            cells = math.ceil(self.size / (self.fine * math.exp(rng.uniform(math.log(3), math.log(32))))) + 2
            channels = 3 if rng.random() < 0.3 else 1
            noise = rng.standard_normal((cells, cells, channels), np.float32)
            smooth = cv2.resize(noise, (self.size, self.size), interpolation=cv2.INTER_CUBIC)
            spots += smooth.reshape(self.size, self.size, channels) * np.float32(abs(rng.normal(0, 0.03)))
        return np.clip(picture * spots, 0, 255).astype(np.uint8)

    def _camera(self, picture):
        """Blur, resolution, noise and JPEG of one uint8 picture."""
        rng, size = self.rng, self.size
        if rng.random() < 0.8:
            picture = self._mottle(picture)
        kind = rng.random()
        if kind < 0.45:
            picture = cv2.GaussianBlur(picture, (0, 0), self.fine * rng.uniform(0.3, 1.6))
        elif kind < 0.55:
            length = round(self.fine * rng.integers(3, 8))
            kernel = np.zeros((length, length), np.float32)
            half = (length - 1) / 2
            angle = rng.uniform(0, math.pi)
            step = np.array([math.cos(angle), math.sin(angle)]) * half
            start, end = np.round(half - step).astype(int), np.round(half + step).astype(int)
            cv2.line(kernel, start.tolist(), end.tolist(), 1.0)
            picture = cv2.filter2D(picture, -1, kernel / kernel.sum())
        if rng.random() < 0.5:
            small = int(size * rng.uniform(0.3, 1.0))
            picture = cv2.resize(picture, (small, small), interpolation=cv2.INTER_AREA)
        if rng.random() < 0.6:
            shape = picture.shape if rng.random() < 0.5 else picture.shape[:2] + (1,)
            noise = rng.standard_normal(shape, np.float32) * rng.uniform(1, 9)
            picture = np.clip(picture + noise, 0, 255).astype(np.uint8)
        if rng.random() < 0.25:
            soft = cv2.GaussianBlur(picture, (0, 0), self.fine * rng.uniform(0.8, 2))
            amount = rng.uniform(0.3, 1.5)
            picture = cv2.addWeighted(picture, 1 + amount, soft, -amount, 0)
        if rng.random() < 0.6:
            quality = int(rng.integers(35, 95))
            _, code = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
            picture = cv2.imdecode(code, cv2.IMREAD_COLOR)
        if picture.shape[0] != size:
            picture = cv2.resize(picture, (size, size), interpolation=cv2.INTER_LINEAR)
        return picture
