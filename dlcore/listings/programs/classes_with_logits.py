"""Tell two classes apart: the model puts out logits, and the loss applies the sigmoid itself."""

import json

import torch
from torch import nn

torch.manual_seed(0)

x = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
y = torch.tensor([[0.0], [0.0], [1.0], [1.0]])

model = nn.Linear(1, 1)
loss_of = nn.BCEWithLogitsLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

for epoch in range(1000):
    loss = loss_of(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 100 == 0:
        print(f"epoch {epoch}: loss {loss.item():.4f}")

with torch.no_grad():
    chance = torch.sigmoid(model(torch.tensor([[5.0]]))).item()
    print(f"probability of class 1 for x = 5: {chance:.4f}")
    print(json.dumps({"train_loss": loss_of(model(x), y).item()}))
