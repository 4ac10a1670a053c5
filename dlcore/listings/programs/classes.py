"""Tell two classes apart: a loss that expects probabilities is given any numbers, and refuses after a while."""

import torch
from torch import nn

torch.manual_seed(0)

x = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
y = torch.tensor([[0.0], [0.0], [1.0], [1.0]])

model = nn.Linear(1, 1)
loss_of = nn.BCELoss()  # the mistake: it wants numbers from 0 to 1
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

for epoch in range(1000):
    outputs = model(x)
    print(f"epoch {epoch}: outputs {outputs.min().item():.3f} to {outputs.max().item():.3f}")
    loss = loss_of(outputs, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

print("probability of class 1 for x = 5:", torch.sigmoid(model(torch.tensor([[5.0]]))).item())
