"""The network: EfficientNet-Lite0, a unit-length embedding, class vectors, an imprint head."""

from pathlib import Path

import onnx
import timm
import torch
import torch.nn.functional as F
from torch import nn

from halve import weights_of
from restore import restore

SHIPPED = Path(__file__).resolve().parent.parent / "models" / "pill-classifier.onnx"
EMBEDDING = 256
FEATURES = 1280
SCALE = 24.0
MEAN = (0.485, 0.456, 0.406)
DEVIATION = (0.229, 0.224, 0.225)


class PillNet(nn.Module):
    """uint8 [N, S, S, 3] -> unit embedding [N, 256] and imprint logits [N, tokens].

    The imprint head serves training only: it makes the features read characters,
    a lesson all classes share although each has a single photograph.
    """

    def __init__(self, classes, tokens):
        super().__init__()
        self.frozen = 0
        self.backbone = timm.create_model("efficientnet_lite0", num_classes=0, global_pool="")
        self.project = nn.Linear(FEATURES, EMBEDDING, bias=False)
        self.norm = nn.BatchNorm1d(EMBEDDING)
        self.imprint = nn.Linear(FEATURES, tokens)
        self.class_vectors = nn.Parameter(torch.empty(classes, EMBEDDING))
        self.register_buffer("mean", 255 * torch.tensor(MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("deviation", 255 * torch.tensor(DEVIATION).view(1, 3, 1, 1), persistent=False)

    def features(self, image):
        x = (image.permute(0, 3, 1, 2).float() - self.mean) / self.deviation
        net = self.backbone
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training and self.frozen > 0):
            x = net.blocks[: self.frozen](net.bn1(net.conv_stem(x)))
        x = net.blocks[self.frozen :](x.float())
        return net.bn2(net.conv_head(x)).mean((2, 3))

    def embed(self, features):
        return F.normalize(self.norm(self.project(features)), dim=1)

    def forward(self, image):
        features = self.features(image).float()
        return self.embed(features), self.imprint(features)

    def cosines(self, embedding):
        return embedding @ F.normalize(self.class_vectors, dim=1).T

    def load_start(self, tensors):
        """Load the weights to start from; everything but the imprint head must be there."""
        result = self.load_state_dict({k: v.float() for k, v in tensors.items()}, strict=False)
        unexpected = list(result.unexpected_keys)
        missing = [k for k in result.missing_keys if not k.startswith("imprint") and "num_batches" not in k]
        if missing or unexpected:
            raise ValueError(f"weights do not fit: missing {missing}, unexpected {unexpected}")

    def load_shipped(self, images):
        """Load the exported weights, as `restore.py` does; the file holds everything but the imprint head."""
        restore(self, self.features, SHIPPED, images)
        held = {name: torch.from_numpy(values) for name, values in weights_of(SHIPPED).items()}
        project = next(node.input[1] for node in onnx.load(SHIPPED).graph.node if node.op_type == "MatMul")
        with torch.no_grad():
            self.project.weight.copy_(held[project].T)
            for name, value in self.norm.named_parameters():
                value.copy_(held[f"model.norm.{name}"])
            for name in ("running_mean", "running_var"):
                getattr(self.norm, name).copy_(held[f"model.norm.{name}"])
            self.class_vectors.copy_(F.normalize(held["vectors"].T, dim=1))

    def freeze_early(self, blocks):
        """Keep the stem and the first blocks as pretrained: they cost most and change least.

        In training they then run in bfloat16, which is fast as long as there is no
        backward pass (that of depthwise convolutions is not).
        """
        self.frozen = blocks
        for part in (self.backbone.conv_stem, self.backbone.bn1, *self.backbone.blocks[:blocks]):
            part.eval()
            part.requires_grad_(False)
