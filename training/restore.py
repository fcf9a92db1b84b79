"""A network's weights back from its exported file, to train on where no checkpoint was kept.

The export folds every batch normalisation into its convolution.  Here each gets statistics
again, those of the pictures it is shown, and the scale and shift that leave the network's
output as it was.
"""

import onnx
import torch
from torch import nn

from halve import weights_of


def units(model, run, image):
    """The model's (convolution, batch normalisation after it or None) in the order `run` runs them."""
    order = []

    def ran(module, _inputs, _output):
        if isinstance(module, nn.Conv2d):
            order.append([module, None])
        else:
            order[-1][1] = module

    kinds = (nn.Conv2d, nn.BatchNorm2d)
    hooks = [m.register_forward_hook(ran) for m in model.modules() if isinstance(m, kinds)]
    run(image)
    for hook in hooks:
        hook.remove()
    return order


def mean(path, other):
    """The file at `path` becomes the mean of the weights of both: a run and what it went on from."""
    model, held = onnx.load(path), {tensor.name: tensor for tensor in onnx.load(other).graph.initializer}
    for tensor in model.graph.initializer:
        values, others = (onnx.numpy_helper.to_array(t) for t in (tensor, held[tensor.name]))
        if values.dtype.kind == "f":
            both = ((values + others) / 2).astype(values.dtype)
            tensor.CopyFrom(onnx.numpy_helper.from_array(both, tensor.name))
    onnx.save(model, path)


@torch.no_grad()
def restore(model, run, path, images):
    """Fill `model` from the ONNX file; `run` is what was exported of it, and `images`
    uint8 [n, height, width, 3] give the statistics.  Of the head, the maps that the file has are filled."""
    held = {name: torch.from_numpy(values) for name, values in weights_of(path).items()}
    convolutions = (node for node in onnx.load(path).graph.node if node.op_type == "Conv")
    folded = [[held[name] for name in node.input[1:]] for node in convolutions]
    model.eval()
    order = units(model, run, images[:1])
    for (conv, norm), (weight, bias) in zip(order, folded, strict=True):
        conv.weight[: len(weight)] = weight
        if norm is None:
            conv.bias[: len(bias)] = bias
        else:
            norm.weight.fill_(1)
            norm.bias.copy_(bias)
            norm.running_mean.zero_()
            norm.running_var.fill_(1 - norm.eps)

    def settle(norm, inputs, _output):
        mean, var = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3))
        norm.weight.copy_(torch.sqrt(var + norm.eps))
        norm.bias += mean
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(var)

    hooks = [norm.register_forward_hook(settle) for _, norm in order if norm is not None]
    run(images)
    for hook in hooks:
        hook.remove()
